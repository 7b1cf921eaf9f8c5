/**
 * The recommendation pipeline's rules: from signals and a persona to drafts of recommendations with
 * everything their traces need. Pure; decides nothing about a draft's fate, which is a person's to
 * decide.
 */
@NullMarked
package app.countersign.pipeline;

import org.jspecify.annotations.NullMarked;
