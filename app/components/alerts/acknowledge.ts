let offered: (() => void) | null = null;

/** The bar offers to acknowledge what its person is paged for; answers how to take that back. */
export function offerAcknowledgement(acknowledge: () => void): () => void {
  offered = acknowledge;
  return () => {
    if (offered === acknowledge) offered = null;
  };
}

/** For a list whose rows take the key themselves, when none is chosen. Answers whether there was something to acknowledge. */
export function acknowledgeAlert(): boolean {
  offered?.();
  return offered !== null;
}
