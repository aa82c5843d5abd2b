@NullMarked
package io.github.modelkeel.springboot;

import org.jspecify.annotations.NullMarked;
