/**
 * ONNX graphs, read into the neutral form and written from it. The protocol buffers are read and written by hand, within limits; what a
 * graph names is compared with the operators that are known here, and never looked up. Not exported.
 */
@NullMarked
package io.github.modelkeel.formats.onnx;

import org.jspecify.annotations.NullMarked;
