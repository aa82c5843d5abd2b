@NullMarked
package io.github.modelkeel.validation.check;

import org.jspecify.annotations.NullMarked;
