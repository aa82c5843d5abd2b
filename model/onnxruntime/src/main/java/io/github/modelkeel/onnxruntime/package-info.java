/** ONNX Runtime for the graphs that {@code model-formats} does not read itself. */
@NullMarked
package io.github.modelkeel.onnxruntime;

import org.jspecify.annotations.NullMarked;
