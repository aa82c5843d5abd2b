/** Files of a run: how they go to the server, and how images, tables, figures and documents become files. */
@NullMarked
package io.github.modelkeel.tracking.artifact;

import org.jspecify.annotations.NullMarked;
