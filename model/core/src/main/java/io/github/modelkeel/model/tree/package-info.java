/**
 * Trees laid out for the processor. It knows neither columns nor models, and uses no other package but the one of borrowed arrays: what
 * libraries that grow trees do differently reaches it as {@link io.github.modelkeel.model.tree.Thresholds how a split compares},
 * {@link io.github.modelkeel.model.tree.Refusal which features a row is refused for} and
 * {@link io.github.modelkeel.model.tree.TreeSum how leaves are added up}.
 *
 * <ul>
 *   <li>{@code TreeNodes}: the nodes as they were grown, in flat arrays, and the checks of their shape; {@code Trees} is the view that
 *       writers of model files read.
 *   <li>{@code TreeLayout}: one row. {@code Layouts} chooses by shape among {@code MaskTables} (few small trees as tables of bits),
 *       {@code HeapLayout} (shallow full trees), {@code PackedLayout} (a node in 64 bits) and {@code WalkLayout} (whatever else, and what
 *       the others are tested against).
 *   <li>{@code BatchTreeLayout}: many rows together, {@code BitSlices} and {@code PackedRows}.
 * </ul>
 *
 * <p>All layouts find the same leaves and add them up in the same order, so the score has the bits of the library that grew the trees;
 * the figures behind the choice are in docs/performance.md.
 */
@NullMarked
package io.github.modelkeel.model.tree;

import org.jspecify.annotations.NullMarked;
