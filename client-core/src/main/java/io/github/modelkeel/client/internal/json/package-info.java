/** JSON as a tree, over Jackson's streaming parser and generator. Uses none of our other packages. */
@NullMarked
package io.github.modelkeel.client.internal.json;

import org.jspecify.annotations.NullMarked;
