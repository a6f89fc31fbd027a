/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Below IP. Arguments ADDRESS PORT INTERFACE HOW: raw or dgram (a UDP datagram through AF_PACKET),
 * bypass (past the queue), ring (from memory that is shared with the kernel), xdp (an AF_XDP socket), tun (a packet written into a TUN device), vsock
 * (AF_VSOCK, connected only where it stays on this machine).
 */
#include "trigger.h"

#include <fcntl.h>
#include <linux/if_packet.h>
#include <linux/if_tun.h>
#include <linux/vm_sockets.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netinet/ip.h>
#include <netinet/udp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

struct packet {
	struct ether_header link;
	struct iphdr ip;
	struct udphdr udp;
	char text[sizeof(PAYLOAD) - 1];
} __attribute__((packed));

static struct packet packet_to(const struct target *target)
{
	const struct sockaddr_in *to = (const struct sockaddr_in *)&target->address;
	struct packet packet = { .link = { .ether_type = htons(ETHERTYPE_IP) } };

	memset(packet.link.ether_dhost, 0xff, sizeof(packet.link.ether_dhost));
	packet.ip = (struct iphdr){ .version = 4, .ihl = 5, .ttl = 8, .protocol = IPPROTO_UDP,
				    .saddr = htonl(0xc6336401), .daddr = to->sin_addr.s_addr };
	packet.ip.tot_len = htons(sizeof(packet) - sizeof(packet.link));
	packet.udp.source = packet.udp.dest = to->sin_port;
	packet.udp.len = htons(sizeof(packet.udp) + sizeof(packet.text));
	memcpy(packet.text, PAYLOAD, sizeof(packet.text));
	return packet;
}

static int over_link(struct target *target, const char *interface, const char *how)
{
	int is_raw = strcmp(how, "dgram") != 0, yes = 1;
	int fd = socket(AF_PACKET, (is_raw ? SOCK_RAW : SOCK_DGRAM) | SOCK_CLOEXEC, 0);
	struct sockaddr_ll to = { .sll_family = AF_PACKET, .sll_protocol = htons(ETHERTYPE_IP),
				  .sll_ifindex = (int)if_nametoindex(interface), .sll_halen = 6 };
	struct packet packet = packet_to(target);
	size_t skip = is_raw ? 0 : sizeof(packet.link);

	if (fd < 0)
		impossible("AF_PACKET");
	memset(to.sll_addr, 0xff, 6);
	if (strcmp(how, "bypass") == 0 &&
	    setsockopt(fd, SOL_PACKET, PACKET_QDISC_BYPASS, &yes, sizeof(yes)))
		impossible("PACKET_QDISC_BYPASS");
	if (sendto(fd, (char *)&packet + skip, sizeof(packet) - skip, 0, (struct sockaddr *)&to,
		   sizeof(to)) < 0)
		fail("sendto");
	return DONE;
}

/* PACKET_TX_RING: the packet is laid into memory, and the call that sends it names nothing. */
static int over_ring(struct target *target, const char *interface)
{
	int fd = socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, htons(ETHERTYPE_IP));
	struct tpacket_req request = { .tp_block_size = 4096, .tp_block_nr = 1, .tp_frame_size = 2048,
				       .tp_frame_nr = 2 };
	struct sockaddr_ll own = { .sll_family = AF_PACKET, .sll_protocol = htons(ETHERTYPE_IP),
				   .sll_ifindex = (int)if_nametoindex(interface) };
	struct packet packet = packet_to(target);
	struct tpacket_hdr *frame;

	if (fd < 0 || setsockopt(fd, SOL_PACKET, PACKET_TX_RING, &request, sizeof(request)))
		impossible("PACKET_TX_RING");
	frame = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (frame == MAP_FAILED || bind(fd, (struct sockaddr *)&own, sizeof(own)))
		fail("bind");
	memcpy((char *)frame + TPACKET_HDRLEN - sizeof(struct sockaddr_ll), &packet, sizeof(packet));
	frame->tp_len = sizeof(packet);
	frame->tp_status = TP_STATUS_SEND_REQUEST;
	if (send(fd, NULL, 0, 0) < 0)
		fail("send");
	return DONE;
}

static int over_tun(struct target *target)
{
	struct ifreq request = { .ifr_flags = IFF_TUN | IFF_NO_PI };
	struct packet packet = packet_to(target);
	int fd = open("/dev/net/tun", O_RDWR | O_CLOEXEC), control;

	if (fd < 0 || ioctl(fd, TUNSETIFF, &request))
		impossible("/dev/net/tun");
	control = open_socket(AF_INET, SOCK_DGRAM, 0);
	request.ifr_flags = IFF_UP;
	if (ioctl(control, SIOCSIFFLAGS, &request))
		fail("SIOCSIFFLAGS");
	if (write(fd, (char *)&packet + sizeof(packet.link), sizeof(packet) - sizeof(packet.link)) < 0)
		fail("write");
	return DONE;
}

static int over_vsock(void)
{
	struct sockaddr_vm to = { .svm_family = AF_VSOCK, .svm_cid = 1, .svm_port = 4444 };
	int fd = socket(AF_VSOCK, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (fd < 0)
		impossible("AF_VSOCK");
	/* Without the loopback transport CID 1 is somebody else. */
	if (access("/sys/module/vsock_loopback", F_OK) == 0 &&
	    connect(fd, (struct sockaddr *)&to, sizeof(to)) == 0)
		fail("somebody listens there");
	return DONE;
}

int main(int argc, char **argv)
{
	struct target target = target_of(argc, argv);
	const char *how = argc > 4 ? argv[4] : "";

	if (strcmp(how, "tun") == 0)
		return over_tun(&target);
	if (strcmp(how, "vsock") == 0)
		return over_vsock();
	if (strcmp(how, "ring") == 0)
		return over_ring(&target, argv[3]);
	if (strcmp(how, "xdp") == 0) {
		if (socket(44, SOCK_RAW | SOCK_CLOEXEC, 0) < 0)
			impossible("AF_XDP");
		return DONE;
	}
	return argc > 4 ? over_link(&target, argv[3], how) : WRONG_USAGE;
}
