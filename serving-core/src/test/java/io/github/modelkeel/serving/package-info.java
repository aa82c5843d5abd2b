@NullMarked
package io.github.modelkeel.serving;

import org.jspecify.annotations.NullMarked;
