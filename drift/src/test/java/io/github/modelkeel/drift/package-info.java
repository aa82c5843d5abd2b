@NullMarked
package io.github.modelkeel.drift;

import org.jspecify.annotations.NullMarked;
