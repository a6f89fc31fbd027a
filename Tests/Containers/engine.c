// SPDX-License-Identifier: Apache-2.0
// A container engine's command line, as far as anyone outside can see it: it hands its words, its
// input and its output to a daemon over a Unix socket ($ENGINE_SOCKET) and ends when that does.
// It makes no connection of its own and starts nothing.

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static int send_all(int socket, char *text, size_t length) {
  int descriptors[2] = {0, 1};
  union {
    char bytes[CMSG_SPACE(sizeof descriptors)];
    struct cmsghdr header;
  } control = {0};
  struct iovec words = {.iov_base = text, .iov_len = length};
  struct msghdr message = {
      .msg_iov = &words,
      .msg_iovlen = 1,
      .msg_control = control.bytes,
      .msg_controllen = sizeof control.bytes,
  };
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(sizeof descriptors);
  memcpy(CMSG_DATA(header), descriptors, sizeof descriptors);
  return sendmsg(socket, &message, 0) == (ssize_t)length ? 0 : -1;
}

int main(int count, char **words) {
  char text[4096];
  size_t length = 0;
  for (int index = 0; index < count; index++) {
    size_t room = strlen(words[index]) + 1;
    if (length + room > sizeof text) return 2;
    memcpy(text + length, words[index], room);
    length += room;
  }
  const char *path = getenv("ENGINE_SOCKET");
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  if (!path || strlen(path) >= sizeof address.sun_path) return 2;
  strcpy(address.sun_path, path);
  int daemon = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connect(daemon, (struct sockaddr *)&address, sizeof address) != 0 ||
      send_all(daemon, text, length) != 0) {
    perror("engine");
    return 1;
  }
  char end;
  return read(daemon, &end, 1) == 1 ? end : 1;
}
