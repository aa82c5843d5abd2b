/** How rows are judged: values, counts and the verdict of each rule. */
@NullMarked
package io.github.modelkeel.validation.check;

import org.jspecify.annotations.NullMarked;
