/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Becomes a client and starts a server with pipes as its stdin and stdout. Arguments ADDRESS PORT HOW
 * FOLDER [BROKER]: HOW is one of `ways`; `early` waits for the file BROKER. Those that begin with `serve` are
 * what the client does.
 */
#include "wrapping.h"

static char self[512];

static void as_child(const char *file, const char *word, const char *script)
{
	int input[2], output[2];
	pid_t child;

	if (pipe(input) || pipe(output))
		fail("pipe");
	child = fork();
	if (child == 0) {
		if (dup2(input[0], 0) || dup2(output[1], 1) != 1)
			fail("dup2");
		if (script)
			run(file, word, script, NULL);
		run(file, word, address, port, broker, NULL);
	}
	exit(wait_for(child));
}

/* The folder's name: that of the evasion. */
static const char *own_name(void)
{
	return strrchr(folder, '/') + 1;
}

static void serve_unlisted(void)
{
	as_child(put(own_name(), server()), at(own_name()), NULL);
}

/* Argv says python, as the copy of an interpreter does that is to look like one. */
static void serve_copied(void)
{
	char *path = put("elsewhere/py", trigger("interpreter"));

	as_child(path, "python3", put_script(own_name(), path));
}

static void serve_scripted(void)
{
	as_child(put(own_name(), server()), at(own_name()), NULL);
}

static void serve_early(void)
{
	const char *go = broker;

	broker = NULL;
	for (int i = 0; access(go, F_OK) && i < 6000; i++)
		usleep(20000);
	as_child(put(own_name(), server()), at(own_name()), NULL);
}

static void as_client(const char *how)
{
	char *path = put("claude", self);

	run(path, path, address, port, how, folder, broker, NULL);
}

static void unlisted(void)
{
	as_client("serve_unlisted");
}

static void copied_unlisted(void)
{
	as_client("serve_copied");
}

static void early(void)
{
	as_client("serve_early");
}

/* A client that is an interpreter's script: only its path says so. */
static void scripted(void)
{
	char *path = put("node", self);

	run(path, "node", put_text("@anthropic-ai/claude-code/cli.js", ""), address, port,
	    "serve_scripted", folder, NULL);
}

/* A program that is in no list stands between the client and its server. */
static void serve_between(void)
{
	char *path = put("zzz", self);
	pid_t child = fork();

	if (child == 0)
		run(path, path, address, port, "serve_listed", folder, broker, NULL);
	exit(wait_for(child));
}

static void serve_listed(void)
{
	as_child(put("server", server()), at("server"), NULL);
}

static void between(void)
{
	as_client("serve_between");
}

static const struct way ways[] = {
	{ "unlisted", unlisted },
	{ "copied_unlisted", copied_unlisted },
	{ "early", early },
	{ "scripted", scripted },
	{ "between", between },
	{ "serve_unlisted", serve_unlisted },
	{ "serve_copied", serve_copied },
	{ "serve_early", serve_early },
	{ "serve_scripted", serve_scripted },
	{ "serve_between", serve_between },
	{ "serve_listed", serve_listed },
};

int main(int argc, char **argv)
{
	/* As an interpreter, with a script before the arguments. */
	if (argc > 1 && strstr(argv[1], "/cli.js"))
		argc--, argv++;
	if (readlink("/proc/self/exe", self, sizeof(self) - 1) < 0)
		fail("/proc/self/exe");
	return argc > 4 ? start(argv, ways, sizeof(ways) / sizeof(*ways)) : WRONG_USAGE;
}
