@NullMarked
package io.github.modelkeel.samples.churn;

import org.jspecify.annotations.NullMarked;
