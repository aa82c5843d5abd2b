@NullMarked
package io.github.modelkeel.validation.rule;

import org.jspecify.annotations.NullMarked;
