/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Becomes a server that a list has, by an exec that hides what it is. Arguments ADDRESS PORT HOW FOLDER
 * [BROKER]: HOW is one of `ways`; what the list says of each is in Tests/Evasions/matrix.tsv, behind the
 * arrow. With BROKER, a local socket, the server makes no connection of its own.
 */
#include "wrapping.h"

#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/syscall.h>

/* Executes what stands behind a descriptor, or below the folder that it is; argv[0] is `name`. */
static void run_at(int fd, const char *path, int flags, const char *name)
{
	char *words[] = { (char *)name, (char *)address, (char *)port, (char *)broker, NULL };

	syscall(SYS_execveat, fd, path, words, environ, flags);
	fail("execveat");
}

/* The server itself, a program without libraries, under a name. */
static void alone(const char *name)
{
	char *path = put(name, server());

	run(path, path, address, port, broker, NULL);
}

static char *shell_text(void)
{
	return text("exec %s %s", server(), server_words());
}

/* Programs under names of their own. */

static void unusual_place(void)
{
	alone("lib/.x86_64/srv-2.0");
}

static void digits(void)
{
	alone("2.0");
}

static void long_name(void)
{
	alone("a-server-whose-base-name-is-longer-than-the-sixty-four-bytes-that-a-hash-may-be-made-of");
}

static void long_path(void)
{
	char name[800] = "";

	for (int i = 0; i < 6; i++)
		strcat(name, "a-folder-in-a-path-so-long-that-a-reader-with-a-small-buffer-never-comes-to-its-end/");
	alone(strcat(name, "server"));
}

static void renamed(void)
{
	char *path = put_runtime();

	run(path, path, put_script("server", path), NULL);
}

static void copied(void)
{
	char *path = put("elsewhere/py", trigger("interpreter"));

	run(path, "python3", put_script("server", path), NULL);
}

static void decoy_word(void)
{
	char *path = put("python3.11", trigger("interpreter"));

	run(path, "daemon", put_script("server", path), NULL);
}

static void linked(void)
{
	char *path = put_link("node", put_runtime());

	run(path, path, put_script("server", path), NULL);
}

static void resolved(void)
{
	char *path = put("real", server()), *name = put_link("server", path);

	run(path, name, address, port, broker, NULL);
}

static void launcher(void)
{
	char *path = put("quick", trigger("interpreter"));

	run(path, "npx", "-y", "@vendor/hidden", put_script("server", path), NULL);
}

/* Scripts and what starts them. */

static void script(void)
{
	char *path = put_script("tool", put_runtime());

	run(path, path, NULL);
}

static void script_of_known(void)
{
	char *path = put_script("tool", put("python3", trigger("interpreter")));

	run(path, path, NULL);
}

static void script_of_script(void)
{
	char *path = put_script("outer", put_script("inner", put_runtime()));

	run(path, path, NULL);
}

static void write_to(const char *path, const char *content)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, content, strlen(content)) < 0)
		impossible(path);
	close(fd);
}

/* A format of our own; it is taken away again when its program has ended. */
static void by_format(void)
{
	char *path = put_script("tool.egret", put_runtime()), *place = at("formats"), *entry;
	pid_t child;
	int status;

	make_folders(at("formats/"));
	if (unshare(CLONE_NEWNS) || mount("", "/", NULL, MS_REC | MS_PRIVATE, NULL) ||
	    mount("binfmt_misc", place, "binfmt_misc", 0, NULL))
		impossible("binfmt_misc");
	entry = at("formats/egret-evasion");
	if (!access(entry, F_OK))
		write_to(entry, "-1");
	write_to(at("formats/register"), text(":egret-evasion:E::egret::%s:", at("vendor-runtime")));
	child = fork();
	if (child == 0)
		run(path, path, NULL);
	status = wait_for(child);
	write_to(entry, "-1");
	exit(status);
}

static const char loader[] = "/lib64/ld-linux-x86-64.so.2";

static void by_loader(void)
{
	if (access(loader, X_OK))
		impossible(loader);
	run(loader, loader, "/bin/sh", "-c", shell_text(), NULL);
}

static void by_renamed_loader(void)
{
	if (access(loader, X_OK))
		impossible(loader);
	run(put_link("start", loader), at("start"), "/bin/sh", "-c", shell_text(), NULL);
}

/* Not as the list says: the loader is given the program that the list names. */
static void loader_of_listed(void)
{
	if (access(loader, X_OK))
		impossible(loader);
	run(loader, loader, put("server", "/bin/sh"), "-c", shell_text(), NULL);
}

static void by_shell(void)
{
	run("/bin/sh", "sh", "-c", shell_text(), NULL);
}

static char *busybox(void)
{
	const char *places[] = { "/bin/busybox", "/usr/bin/busybox" };

	for (size_t i = 0; i < 2; i++)
		if (!access(places[i], X_OK))
			return put("busybox", places[i]);
	impossible("busybox");
}

static void by_applet(void)
{
	char *path = put_link("ash", busybox());

	run(path, path, put_text("script.sh", text("%s\n", shell_text())), NULL);
}

static void by_applet_word(void)
{
	char *path = busybox();

	run(path, path, "sh", "-c", shell_text(), NULL);
}

/* Debian's env: busybox's has no -S. */
static void by_split(void)
{
	char *path = text("%s/../env", triggers);

	if (access(path, X_OK))
		impossible(path);
	run(put_link("env", path), "env", "-S",
	    text("%s %s", server(), server_words()), NULL);
}

/* No path. */

static void in_memory(void)
{
	int fd = memfd_create("7", MFD_CLOEXEC);

	if (fd < 0)
		impossible("memfd_create");
	copy_to(fd, server());
	run_at(fd, "", AT_EMPTY_PATH, at("server"));
}

static void by_descriptor(void)
{
	run_at(open(put("other", server()), O_PATH | O_CLOEXEC), "", AT_EMPTY_PATH,
	       at("server"));
}

static void below_descriptor(void)
{
	put("server", server());
	run_at(open(folder, O_PATH | O_DIRECTORY), "server", 0, "daemon");
}

static const struct way ways[] = {
	{ "unusual_place", unusual_place },
	{ "digits", digits },
	{ "long_name", long_name },
	{ "long_path", long_path },
	{ "renamed", renamed },
	{ "copied", copied },
	{ "decoy_word", decoy_word },
	{ "linked", linked },
	{ "resolved", resolved },
	{ "launcher", launcher },
	{ "script", script },
	{ "script_of_known", script_of_known },
	{ "script_of_script", script_of_script },
	{ "by_format", by_format },
	{ "by_loader", by_loader },
	{ "by_renamed_loader", by_renamed_loader },
	{ "loader_of_listed", loader_of_listed },
	{ "by_shell", by_shell },
	{ "by_applet", by_applet },
	{ "by_applet_word", by_applet_word },
	{ "by_split", by_split },
	{ "in_memory", in_memory },
	{ "by_descriptor", by_descriptor },
	{ "below_descriptor", below_descriptor },
};

int main(int argc, char **argv)
{
	return argc == 5 || argc == 6 ? start(argv, ways, sizeof(ways) / sizeof(*ways)) : WRONG_USAGE;
}
