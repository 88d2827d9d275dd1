/*
 * An edition: what is to be published, seen beside what is published.
 *
 * It says of every output whether the published file will do, of every folder
 * whether it is there and whether it is wanted, and which names in the target are
 * not ours. stage.h and in_place.h act on it.
 */
#ifndef PUBLISH_EDITION_H
#define PUBLISH_EDITION_H

#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"
#include "publish/manifest.h"
#include "publish/output_file.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct diag_list;
struct plan;
struct target;

/* Where a target that cannot be exchanged is staged, inside it; never foreign. */
#define EDITION_INNER_STAGE ".lectern.stage"

struct edition_folder {
	struct str path; // empty for the target itself
	bool present;    // in the target, as a folder and no link
	bool wanted;     // holds an output
};

struct edition {
	struct arena *arena;
	const struct target *target;
	const struct plan *plan;

	/* What is published. */
	bool present;            // the target is there
	bool mount;              // it, or a folder in it, is a mount point
	bool untidy;             // a folder in it lost its mode, or a killed run left its stage
	struct manifest old;     // without files when nothing was published yet
	VEC(struct str) foreign; // paths in it that are not ours; not what is below them

	/* What is to be published; arrays by index of the plan. */
	struct manifest_file *files;
	bool *same;         // the published file holds what the output will
	struct map wanted;  // path → one of the files
	struct map folders; // path → struct edition_folder, outer before inner
	size_t nremoved;    // published files that are not wanted
};

/*
 * May the target be published to? Not when it is no folder, or holds files and no
 * manifest; a lone .git is no file. Sets whether it is there, and its manifest.
 */
bool edition_admits(struct arena *arena, const struct target *target, bool *present,
		    struct manifest *old, struct diag_list *diags);
/* False, with a diagnostic, when the target is not to be published to. */
bool edition_open(struct edition *edition, struct arena *arena, const struct target *target,
		  struct diag_list *diags);
/* Looks at the target as a whole, for the sorted plan; false with a diagnostic. */
bool edition_survey(struct edition *edition, const struct plan *plan, struct diag_list *diags);
/* Measures the outputs, after the survey; false, with a diagnostic, when one cannot be read. */
bool edition_compare(struct edition *edition, struct diag_list *diags);
/* Reports why an output could not be made; the reason of what the system refused is in errno. */
void edition_output_failed(const struct edition *edition, size_t index, enum output_result result,
			   struct diag_list *diags);

/* A sink made the file in the stage. */
bool edition_is_staged(const struct edition *edition, size_t index);
/* A published file that is there and not wanted any more. */
bool edition_is_removed(const struct edition *edition, const struct manifest_file *file);
/* Everything published is as wanted: there is nothing to do. */
bool edition_is_published(const struct edition *edition, struct str generator);

#endif
