/**
 * Our models written as ONNX graphs, within what the graphs can say. The protocol buffers are written by hand. Not exported.
 */
@NullMarked
package io.github.modelkeel.formats.onnx;

import org.jspecify.annotations.NullMarked;
