@NullMarked
package io.github.modelkeel.samples.risk;

import org.jspecify.annotations.NullMarked;
