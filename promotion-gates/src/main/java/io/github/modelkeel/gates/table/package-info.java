/** Tables of labels and predictions that runs logged, and metrics of them with intervals. */
@NullMarked
package io.github.modelkeel.gates.table;

import org.jspecify.annotations.NullMarked;
