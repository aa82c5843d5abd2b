/**
 * ONNX graphs, read into the neutral form. The protocol buffers are read by hand, within limits; what a graph names is compared with the
 * operators that are known here, and never looked up.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.modelkeel.onnx;

import org.jspecify.annotations.NullMarked;
