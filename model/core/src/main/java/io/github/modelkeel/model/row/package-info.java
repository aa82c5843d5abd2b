/**
 * Rows as callers have them, read into one double a column: maps, records, beans, columns and rows of a source. Every value is checked
 * here against its column and by the rules of the model ({@code ReadingRules}); what comes after sees numbers, codes of texts and NaN
 * for what is missing.
 *
 * <ul>
 *   <li>{@code ColumnReader}: one value of one column, of any type; where a text gets its code and a policy is applied.
 *   <li>{@code RowReader}: all columns of a row. A row that does not fit is read a second time, to report all that is wrong with it.
 *   <li>{@code RecordBinding}, {@code BeanMembers}, {@code PropertyNames}: how a class of records or beans gives the columns, looked up once.
 *   <li>{@code RowSources}: the forms of {@link io.github.modelkeel.model.Rows}; {@code SlotRow} is filled value by value.
 * </ul>
 */
@NullMarked
package io.github.modelkeel.model.row;

import org.jspecify.annotations.NullMarked;
