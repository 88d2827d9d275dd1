/* What the files about nodes in Lua share; for this folder only. */
#ifndef HOST_NODE_STATE_H
#define HOST_NODE_STATE_H

#include "host/plugin_state.h"
#include "markdown/node.h"

/* A field of nodes. What a node lacks of it is nil. */
struct node_field {
	const char *name;
	unsigned kinds; // a bit for each kind that has it
	enum node_field_type {
		NODE_FIELD_KIND,   // its own
		NODE_FIELD_NODE,   // its neighbours; to be set by moving nodes
		NODE_FIELD_TEXT,   // an author's text
		NODE_FIELD_MARKUP, // raw HTML: text is an author's, markup is the plugin's
		NODE_FIELD_URL,
		NODE_FIELD_ID,
		NODE_FIELD_NAME, // of a callout
		NODE_FIELD_INT,
		NODE_FIELD_BOOL,
		NODE_FIELD_CHOICE // an enum, whose first value is nil
	} type;
	size_t at; // offset in struct node
	bool settable;
	int low, high;              // NODE_FIELD_INT
	const char *const *choices; // NODE_FIELD_CHOICE: names by value, from 1; ends with NULL
};

/* node_fields.c */
/* Ends with a row whose name is NULL. */
extern const struct node_field node_fields[];
/* Pushes the field of the node, which has it. */
void node_push_field(lua_State *lua, struct node *node, const struct node_field *field);
/* Sets it to the value at the index, or fails with what it wants. */
void node_set_field(lua_State *lua, struct node *node, const struct node_field *field, int index);
/* The text at the index, checked and copied into the page. */
struct str node_take_text(lua_State *lua, int index, const char *what);

/* node_handle.c */
/* The field of that name; fails when such a node has none. */
const struct node_field *node_get_field(lua_State *lua, const struct node *node, struct str name);
/* The kind of that name; fails when there is none. */
enum node_kind node_get_kind(lua_State *lua, struct str name);

/* node_tree.c: what may stand where. */
/* Why the child may not stand in the parent, in scratch; empty: it may. */
struct str node_refusal(lua_State *lua, const struct node *parent, const struct node *child);

/* node_methods.c; ends with a row whose name is NULL. */
extern const luaL_Reg node_methods[];
/* The node at the index; a text becomes a node. `where` says who takes it. */
struct node *node_take(lua_State *lua, int index, const char *where);

#endif
