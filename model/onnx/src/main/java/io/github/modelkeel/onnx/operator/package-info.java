/**
 * ONNX's operators, a class for each family: how a node becomes calls of the program, with the bits of ONNX Runtime. {@code Operators} is
 * the table of all; a new operator goes into the family that it belongs to. Not exported.
 */
@NullMarked
package io.github.modelkeel.onnx.operator;

import org.jspecify.annotations.NullMarked;
