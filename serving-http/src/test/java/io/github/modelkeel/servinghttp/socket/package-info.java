@NullMarked
package io.github.modelkeel.servinghttp.socket;

import org.jspecify.annotations.NullMarked;
