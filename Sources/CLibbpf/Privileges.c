/* SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE
#include "CLibbpf.h"

#include <errno.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

/* More than any kernel knows of: the first that it does not know ends the walk. */
#define CAPABILITIES_MAX 64

int egret_bound_capabilities(unsigned long long kept)
{
	for (int number = 0; number < CAPABILITIES_MAX; number++) {
		if (prctl(PR_CAPBSET_READ, number, 0, 0, 0) < 0)
			return 0;
		if (!(kept >> number & 1) && prctl(PR_CAPBSET_DROP, number, 0, 0, 0) && errno != EPERM)
			return -1;
	}
	return 0;
}

int egret_keep_capabilities(unsigned long long kept)
{
	struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
	struct __user_cap_data_struct sets[2];

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || egret_bound_capabilities(kept))
		return -1;
	prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
	if (syscall(SYS_capget, &header, sets))
		return -1;
	for (int half = 0; half < 2; half++) {
		sets[half].permitted &= (unsigned int)(kept >> (32 * half));
		sets[half].effective = sets[half].permitted;
		sets[half].inheritable = 0;
	}
	return syscall(SYS_capset, &header, sets);
}
