@NullMarked
package io.github.modelkeel.servinghttp;

import org.jspecify.annotations.NullMarked;
