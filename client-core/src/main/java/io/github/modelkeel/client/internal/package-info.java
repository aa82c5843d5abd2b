/** Plumbing shared by the tracking and the registry client; not part of the public API. */
@NullMarked
package io.github.modelkeel.client.internal;

import org.jspecify.annotations.NullMarked;
