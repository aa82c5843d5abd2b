/**
 * An ONNX graph while it is written: nodes with their attributes, tensors, and the protocol buffer messages that they become, written by
 * hand. It knows graphs, but no model. Not exported.
 */
@NullMarked
package io.github.modelkeel.formats.onnx.graph;

import org.jspecify.annotations.NullMarked;
