/** What the readers and writers of model files and the command line share and users do not see; it uses none of them. */
@NullMarked
package io.github.modelkeel.formats.internal;

import org.jspecify.annotations.NullMarked;
