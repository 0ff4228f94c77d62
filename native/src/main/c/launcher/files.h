#ifndef KAPOK_FILES_H
#define KAPOK_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/* Reads a small file, relative to a folder (or AT_FDCWD), as a string; false where that fails. */
bool read_text(int folder, const char *name, char *buffer, size_t size);

/* Writes all of a text to a descriptor. */
bool write_text(int fd, const char *text);

/* Makes a folder of mode 0700 where none is, and opens it; dies where it isn't this user's alone. */
int open_private_folder(const char *path);

#endif
