#ifndef KAPOK_ROOTLESS_H
#define KAPOK_ROOTLESS_H

#include "launcher.h"

/* Whether this process lacks the rights to mount: not root, or root of a container without them. */
bool lacks_root_rights(void);

/* Path of a user's run folder: $XDG_RUNTIME_DIR/kapok, else one in /tmp; /run/kapok for root. */
char *run_folder_path(uid_t uid);

/*
 * Enters the user's user and mount namespace: the keeper's; where that is gone, those of a conmon
 * that still runs; else new ones. Needs a process with one thread.
 */
void enter_user_namespaces(const struct command *command);

/* Whether this process is already in the namespaces that enter_user_namespaces made for a user. */
bool entered_before(uid_t user);

#endif
