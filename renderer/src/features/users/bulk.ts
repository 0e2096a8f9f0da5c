// Deleting several people at once, with an outcome for each of them.

export interface Outcome {
  readonly id: string;
  readonly name: string;
  /** Absent when it worked. */
  readonly problem?: string;
}

/**
 * Runs `act` for one person after the other and tells what became of each: one refusal does not stop the rest.
 * `explain` puts a failure into words.
 */
export const forEachPerson = async (
  people: readonly { readonly id: string; readonly displayName: string }[],
  act: (id: string) => Promise<unknown>,
  explain: (error: unknown) => string,
): Promise<readonly Outcome[]> => {
  const outcomes: Outcome[] = [];
  for (const person of people) {
    try {
      await act(person.id);
      outcomes.push({ id: person.id, name: person.displayName });
    } catch (error) {
      outcomes.push({ id: person.id, name: person.displayName, problem: explain(error) });
    }
  }
  return outcomes;
};
