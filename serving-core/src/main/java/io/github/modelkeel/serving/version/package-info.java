/** A version of a model that is loaded: what names it, what it answers with, and why. */
@NullMarked
package io.github.modelkeel.serving.version;

import org.jspecify.annotations.NullMarked;
