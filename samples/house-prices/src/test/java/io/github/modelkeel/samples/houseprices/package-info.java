/** Tests of the sample, alone and end to end. */
@NullMarked
package io.github.modelkeel.samples.houseprices;

import org.jspecify.annotations.NullMarked;
