/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Starts PROGRAM ADDRESS PORT for the ports 1 to COUNT, while other processes execute as fast as they
 * can: strangers, and what by its name may be a server.
 *
 * usage: storm COUNT PROGRAM ADDRESS
 */
#include "../Triggers/trigger.h"

#include <signal.h>

enum { RUNNERS = 2, AT_ONCE = 4 };

/* Executes itself under that name again and again; with one argument it has nothing else to do. */
static pid_t run(const char *name)
{
	pid_t child = fork();

	if (child != 0)
		return child;
	for (;;) {
		pid_t one = vfork();

		if (one == 0) {
			execl("/proc/self/exe", name, (char *)NULL);
			_exit(FAILED);
		}
		waitpid(one, NULL, 0);
	}
}

static void start(char **argv, int number)
{
	char port[16];

	snprintf(port, sizeof(port), "%d", number);
	if (vfork() == 0) {
		execl(argv[2], argv[2], argv[3], port, (char *)NULL);
		_exit(FAILED);
	}
}

static int finished(void)
{
	int status;

	return wait(&status) > 0 && WIFEXITED(status) && WEXITSTATUS(status) == DONE;
}

int main(int argc, char **argv)
{
	pid_t runners[RUNNERS];
	int count, done = 0, failures = 0;

	if (argc == 1)
		return DONE;
	if (argc != 4)
		return WRONG_USAGE;
	count = atoi(argv[1]);
	for (int i = 0; i < RUNNERS; i++)
		runners[i] = run(i % 2 ? "npx" : "idle");
	for (int i = 1; i <= count; i++) {
		start(argv, i);
		if (i - done >= AT_ONCE)
			failures += !finished(), done++;
	}
	for (; done < count; done++)
		failures += !finished();
	for (int i = 0; i < RUNNERS; i++)
		kill(runners[i], SIGKILL);
	printf("%d of %d failed\n", failures, count);
	return failures != 0;
}
