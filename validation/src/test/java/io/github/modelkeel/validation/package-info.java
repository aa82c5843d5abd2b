@NullMarked
package io.github.modelkeel.validation;

import org.jspecify.annotations.NullMarked;
