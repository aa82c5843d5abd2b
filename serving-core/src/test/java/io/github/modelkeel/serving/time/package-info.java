@NullMarked
package io.github.modelkeel.serving.time;

import org.jspecify.annotations.NullMarked;
