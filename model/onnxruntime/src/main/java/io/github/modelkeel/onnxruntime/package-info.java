/**
 * ONNX Runtime for the graphs that {@code model-formats} does not read itself.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.modelkeel.onnxruntime;

import org.jspecify.annotations.NullMarked;
