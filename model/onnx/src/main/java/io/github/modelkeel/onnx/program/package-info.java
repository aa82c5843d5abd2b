/**
 * A graph while it becomes a program: the columns that its inputs are made of, the values that its nodes have made so far, the calls that
 * make them, and the cut between what makes features and what scores them. It knows no operator. Not exported.
 */
@NullMarked
package io.github.modelkeel.onnx.program;

import org.jspecify.annotations.NullMarked;
