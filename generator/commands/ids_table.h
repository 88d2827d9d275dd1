/* How `lectern ids` shows what has changed: a table for people, JSON for programs. */
#ifndef COMMANDS_IDS_TABLE_H
#define COMMANDS_IDS_TABLE_H

struct identity;

void ids_print_table(const struct identity *identity);
void ids_print_json(const struct identity *identity);

#endif
