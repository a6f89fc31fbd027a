// SPDX-License-Identifier: Apache-2.0
// Many processes: `crowd live N` has N children that wait until stdin ends; `crowd short N` makes N that end at once;
// `crowd bomb N SECONDS` lets every process make others, as many as a user may have (N), as the user 65534.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int live(long count) {
  long made = 0;
  signal(SIGTERM, SIG_IGN);
  for (long number = 0; number < count; number++) {
    pid_t child = fork();
    if (child == 0) {
      signal(SIGTERM, SIG_DFL);
      close(0);
      pause();
      _exit(0);
    }
    made += child > 0;
  }
  printf("%ld\n", made);
  fflush(stdout);
  char end;
  while (read(0, &end, 1) > 0) {
  }
  kill(0, SIGTERM);
  return 0;
}

static int brief(long count) {
  long made = 0;
  for (long number = 0; number < count; number++) {
    pid_t child = fork();
    if (child == 0)
      _exit(0);
    made += child > 0;
    while (waitpid(-1, NULL, child > 0 ? WNOHANG : 0) > 0) {
    }
  }
  while (wait(NULL) > 0) {
  }
  printf("%ld\n", made);
  return 0;
}

static int bomb(long most, long seconds) {
  struct rlimit limit = {(rlim_t)most, (rlim_t)most};
  if (setrlimit(RLIMIT_NPROC, &limit) != 0 || setgid(65534) != 0 || setuid(65534) != 0) {
    perror("crowd");
    return 1;
  }
  time_t end = time(NULL) + seconds;
  signal(SIGCHLD, SIG_IGN);
  pid_t first = getpid();
  long made = 0;
  while (time(NULL) < end) {
    pid_t child = fork();
    // A child that found room makes others in its turn, and leaves after some, so that there is room.
    made = child == 0 ? 0 : made + (child > 0);
    if (getpid() != first && made >= 3)
      _exit(0);
  }
  if (getpid() != first)
    _exit(0);
  while (wait(NULL) > 0 || errno == EINTR) {
  }
  return 0;
}

int main(int argc, char **argv) {
  if (argc < 3)
    return 64;
  setpgid(0, 0);
  if (strcmp(argv[1], "live") == 0)
    return live(atol(argv[2]));
  if (strcmp(argv[1], "short") == 0)
    return brief(atol(argv[2]));
  if (strcmp(argv[1], "bomb") == 0 && argc > 3)
    return bomb(atol(argv[2]), atol(argv[3]));
  return 64;
}
