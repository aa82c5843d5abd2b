/**
 * Our models said as ONNX graphs, within what the graphs can say: a class for each kind of part, columns and chains, programs, tables,
 * trees and scores, answers. Not exported.
 */
@NullMarked
package io.github.modelkeel.formats.onnx;

import org.jspecify.annotations.NullMarked;
