/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The static libelf of elfutils 0.192 (Debian 13) calls two functions that it does not contain: they
 * stayed in a library of its build. They keep a tree of chunks that elf_getdata_rawchunk hands out;
 * libbpf never asks for one, so the tree is always empty.
 *
 * Weak: a libelf that brings its own is served by its own.
 */

void eu_search_tree_init(void **root);
void eu_search_tree_fini(void **root, void (*release)(void *));

__attribute__((weak)) void eu_search_tree_init(void **root)
{
	*root = (void *)0;
}

__attribute__((weak)) void eu_search_tree_fini(void **root, void (*release)(void *))
{
	(void)root;
	(void)release;
}
