@NullMarked
package io.github.modelkeel.evaluation;

import org.jspecify.annotations.NullMarked;
