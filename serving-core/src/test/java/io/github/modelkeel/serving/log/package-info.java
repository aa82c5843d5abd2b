@NullMarked
package io.github.modelkeel.serving.log;

import org.jspecify.annotations.NullMarked;
