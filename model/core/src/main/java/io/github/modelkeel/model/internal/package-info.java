/**
 * What every package of this module may need and none of them is about: how a value is described in a message, and arrays that calls
 * borrow instead of allocating their own. It uses no other package, and no other module sees it.
 */
@NullMarked
package io.github.modelkeel.model.internal;

import org.jspecify.annotations.NullMarked;
