/**
 * An ONNX file as data: its protocol buffer fields, read one after another, and what they make up, a graph of nodes with attributes and
 * tensors. What is not trusted is bounded here ({@code OnnxReading} counts it). It knows no operator. Not exported.
 */
@NullMarked
package io.github.modelkeel.onnx.graph;

import org.jspecify.annotations.NullMarked;
