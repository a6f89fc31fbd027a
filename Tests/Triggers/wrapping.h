/* SPDX-License-Identifier: Apache-2.0 */
/* How a trigger lays programs and scripts in a folder and executes them under any name. */
#ifndef WRAPPING_H
#define WRAPPING_H

#include "trigger.h"

#include <fcntl.h>
#include <stdarg.h>
#include <sys/sendfile.h>
#include <sys/stat.h>

enum { WORDS = 8 };

struct way {
	const char *name;
	void (*start)(void);
};

/* The arguments of a trigger that wraps, and where its like are. A broker is NULL where there is none. */
static const char *address, *port, *folder, *broker;
static char triggers[512];

__attribute__((format(printf, 1, 2))) static inline char *text(const char *format, ...)
{
	va_list values;
	char *made;

	va_start(values, format);
	if (vasprintf(&made, format, values) < 0)
		fail("vasprintf");
	va_end(values);
	return made;
}

static inline char *at(const char *name)
{
	return text("%s/%s", folder, name);
}

static inline char *trigger(const char *name)
{
	return text("%s/%s", triggers, name);
}

static inline void make_folders(const char *path)
{
	char *copy = text("%s", path);

	for (char *slash = strchr(copy + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
		*slash = 0;
		if (mkdir(copy, 0755) && errno != EEXIST)
			fail(copy);
		*slash = '/';
	}
	free(copy);
}

static inline void copy_to(int to, const char *from)
{
	int source = open(from, O_RDONLY | O_CLOEXEC);
	struct stat size;

	if (to < 0 || source < 0 || fstat(source, &size))
		fail(from);
	for (off_t done = 0; done < size.st_size;)
		if (sendfile(to, source, &done, (size_t)(size.st_size - done)) <= 0)
			fail("sendfile");
	close(source);
}

/* A copy of a program, under a name in the folder. */
static inline char *put(const char *name, const char *from)
{
	char *path = at(name);
	int to;

	make_folders(path);
	unlink(path);
	to = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0755);
	copy_to(to, from);
	close(to);
	return path;
}

static inline char *put_link(const char *name, const char *to)
{
	char *path = at(name);

	make_folders(path);
	unlink(path);
	if (symlink(to, path))
		fail(path);
	return path;
}

static inline char *put_text(const char *name, const char *content)
{
	char *path = at(name);
	int to;

	make_folders(path);
	unlink(path);
	to = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0755);
	if (to < 0 || write(to, content, strlen(content)) < 0)
		fail(path);
	close(to);
	return path;
}

/* Executes a file; words are argv, up to NULL. */
static inline void run(const char *file, ...)
{
	char *words[WORDS + 1] = { 0 };
	va_list given;

	va_start(given, file);
	for (int i = 0; i < WORDS && (words[i] = va_arg(given, char *)); i++)
		;
	va_end(given);
	execv(file, words);
	fail(file);
}

/* The arguments of the server as one text. */
static inline char *server_words(void)
{
	return broker ? text("%s %s %s", address, port, broker) : text("%s %s", address, port);
}

/* The server: it connects, or has a broker connect. */
static inline char *server(void)
{
	return trigger(broker ? "relayed" : "tcp_connect");
}

/* A script of the interpreter's. */
static inline char *put_script(const char *name, const char *interpreter)
{
	return put_text(name, text("#!%s\nconnect %s\n", interpreter, server_words()));
}

/* A script's interpreter. */
static inline char *put_runtime(void)
{
	return put("vendor-runtime", trigger("interpreter"));
}

/* argv: ADDRESS PORT HOW FOLDER [BROKER]; FOLDER is RUN/wrapped/NAME, and the triggers are in RUN/triggers. */
static inline int start(char **argv, const struct way *ways, size_t count)
{
	const char *end = strstr(argv[4], "/wrapped/");

	address = argv[1], port = argv[2], folder = argv[4], broker = argv[5];
	if (!end)
		return WRONG_USAGE;
	snprintf(triggers, sizeof(triggers), "%.*s/triggers", (int)(end - folder), folder);
	for (size_t i = 0; i < count; i++)
		if (!strcmp(argv[3], ways[i].name))
			ways[i].start();
	return WRONG_USAGE;
}

#endif
