@NullMarked
package io.github.modelkeel.servinghttp.protocol;

import org.jspecify.annotations.NullMarked;
