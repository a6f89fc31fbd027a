/* SPDX-License-Identifier: GPL-2.0-only OR BSD-2-Clause */
/*
 * Tunnels of the kernel's own: the packet hook sees what is put in. The device then looks up the way
 * to the tunnel's far end, on the same CPU and before anything else runs there.
 */
#include "kernel.h"
#include "wire.h"
#include "emit.h"
#include "packet.h"
#include "destination.h"

/* include/uapi/linux/in.h */
#define PROTOCOL_IPIP 4
#define PROTOCOL_IPV6 41
#define PROTOCOL_GRE 47
/* include/net/flow.h: a look-up for what leaves has the loopback device as where it came from */
#define LOOPBACK_INDEX 1
#define NEXT_LOOKUP_NS 1000000000ULL

/* What an owner's socket put into a tunnel a moment ago. */
struct entered {
	struct wire_process owner;
	struct wire_address inner;
	__u64 time;
	__u32 net_namespace;
	__u32 tid; /* that ran; 0: nothing to be looked for */
	__u8 via;
	__u8 pad[7];
};

struct {
	__uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
	__uint(max_entries, 1);
	__type(key, __u32);
	__type(value, struct entered);
} tunnels SEC(".maps");

/* Device kinds by their first four letters. */
static __always_inline int is_tunnel(__u32 kind)
{
	static const char kinds[][5] = {"vxla", "gene", "gre", "gret", "ip6g", "ipip",
					"sit", "ip6t", "ersp", "bare", "gtp", "vti"};

	for (int i = 0; i < 12; i++)
		if (!__builtin_memcmp(&kind, kinds[i], sizeof(kind)))
			return 1;
	return 0;
}

/* Kinds of device that only a kernel's own code has; NULL for most. */
static __always_inline struct rtnl_link_ops *link_kind(struct __sk_buff *skb)
{
	struct sk_buff *raw = NULL;

	if (bpf_cast_to_kern_ctx) {
		raw = bpf_cast_to_kern_ctx(skb);
		return raw->dev->rtnl_link_ops;
	}
	bpf_probe_read_kernel(&raw, sizeof(raw), &skb);
	return BPF_CORE_READ(raw, dev, rtnl_link_ops);
}

/* The device that takes the packet is one end of a tunnel. */
static __always_inline int enters_tunnel(struct __sk_buff *skb)
{
	struct rtnl_link_ops *kinds = link_kind(skb);
	__u32 kind = 0;

	return kinds && !bpf_probe_read_kernel(&kind, sizeof(kind), BPF_CORE_READ(kinds, kind)) &&
	       is_tunnel(kind);
}

static __always_inline void note_tunnel(struct __sk_buff *skb, struct bpf_sock *sk,
					struct socket_state *state, struct wire_address *inner)
{
	struct entered *entered;
	__u32 zero = 0;

	entered = bpf_map_lookup_elem(&tunnels, &zero);
	if (!entered)
		return;
	entered->owner = state->owner;
	entered->inner = *inner;
	entered->time = bpf_ktime_get_boot_ns();
	entered->net_namespace = namespace_of(sk, state);
	entered->tid = BPF_CORE_READ((struct task_struct *)bpf_get_current_task(), pid);
	entered->via = state->via;
}

/* Nothing else is to be found with this packet. */
static __always_inline struct entered *take_tunnel(struct flowi_common *flow, __u8 *protocol)
{
	__u32 zero = 0;
	struct entered *entered = bpf_map_lookup_elem(&tunnels, &zero);

	if (!entered || !entered->tid)
		return NULL;
	if (entered->tid != (__u32)bpf_get_current_pid_tgid() ||
	    bpf_ktime_get_boot_ns() - entered->time > NEXT_LOOKUP_NS) {
		entered->tid = 0;
		return NULL;
	}
	*protocol = BPF_CORE_READ(flow, flowic_proto);
	if (BPF_CORE_READ(flow, flowic_iif) != LOOPBACK_INDEX ||
	    (*protocol != PROTOCOL_UDP && *protocol != PROTOCOL_GRE &&
	     *protocol != PROTOCOL_IPIP && *protocol != PROTOCOL_IPV6))
		return NULL;
	return entered;
}

/*
 * The ports of VXLAN, Linux's own older one, GENEVE, GTP, FOU and MPLS in UDP. Where the device knows its
 * way already, the next look-up of UDP may be an answer's, made in the middle of this task.
 */
static __always_inline int is_tunnel_port(__u16 port)
{
	return port == 4789 || port == 8472 || port == 6081 || port == 2152 || port == 5555 ||
	       port == 6635;
}

static __always_inline void report_tunnel(struct entered *entered, struct wire_address *outer,
					  __u8 protocol, __u8 hook)
{
	struct destination seen = {
		.process = &entered->owner,
		.owner = &entered->owner,
		.charged = &entered->owner,
		.address = outer,
		.asked = &entered->inner,
		.net_namespace = entered->net_namespace,
		.protocol = protocol,
		.hook = hook,
		.via = entered->via,
		.asked_state = WIRE_ASKED_READ,
	}; /* without a cookie: the tunnel's end is not the socket's */

	if (outer->family == entered->inner.family &&
	    !__builtin_memcmp(outer->bytes, entered->inner.bytes, sizeof(outer->bytes)))
		return;
	if (protocol != PROTOCOL_UDP)
		outer->port = 0;
	else if (!is_tunnel_port(outer->port))
		return;
	entered->tid = 0;
	report_destination(&seen);
}

SEC("tp_btf/fib_table_lookup")
int BPF_PROG(on_route4, __u32 table, const struct flowi4 *flow)
{
	struct wire_address outer = {.family = AF_INET};
	struct flowi4 *way = (struct flowi4 *)flow;
	struct entered *entered;
	__u8 protocol = 0;

	entered = take_tunnel(&way->__fl_common, &protocol);
	if (!entered)
		return 0;
	BPF_CORE_READ_INTO((__u32 *)outer.bytes, way, daddr);
	outer.port = bpf_ntohs(BPF_CORE_READ(way, uli.ports.dport));
	report_tunnel(entered, &outer, protocol, WIRE_HOOK_on_route4);
	return 0;
}

SEC("tp_btf/fib6_table_lookup")
int BPF_PROG(on_route6, const struct net *net, const void *result, const void *table,
	     const struct flowi6 *flow)
{
	struct wire_address outer = {.family = AF_INET6};
	struct flowi6 *way = (struct flowi6 *)flow;
	struct entered *entered;
	__u8 protocol = 0;

	entered = take_tunnel(&way->__fl_common, &protocol);
	if (!entered)
		return 0;
	BPF_CORE_READ_INTO((struct in6_addr *)outer.bytes, way, daddr);
	outer.port = bpf_ntohs(BPF_CORE_READ(way, uli.ports.dport));
	report_tunnel(entered, &outer, protocol, WIRE_HOOK_on_route6);
	return 0;
}
