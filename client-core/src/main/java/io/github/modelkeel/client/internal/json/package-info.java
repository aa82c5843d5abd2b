/** JSON as a tree, over Jackson's streaming parser and generator. Depends on no other package of ours. */
@NullMarked
package io.github.modelkeel.client.internal.json;

import org.jspecify.annotations.NullMarked;
