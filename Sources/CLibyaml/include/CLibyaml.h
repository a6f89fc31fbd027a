/* SPDX-License-Identifier: Apache-2.0 */
/* libyaml: its parser's events are all that is used of it. */
#ifndef CLIBYAML_H
#define CLIBYAML_H

#include <yaml.h>

#endif
