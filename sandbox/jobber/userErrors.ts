/** One entry of `userErrors`. */
export interface UserError {
	message: string;
	path: string[];
}

/** Collects what is wrong with a mutation's input; a part of the input is seen through `at`. */
export class Problems {
	readonly found: UserError[] = [];
	private path: readonly string[] = [];

	/** The same list, seen from deeper inside the input. */
	at(...steps: (string | number)[]): Problems {
		const deeper = new Problems();
		deeper.path = [...this.path, ...steps.map(String)];
		return Object.assign(deeper, { found: this.found });
	}

	add(message: string, ...steps: (string | number)[]): void {
		this.found.push({ message, path: [...this.path, ...steps.map(String)] });
	}

	get any(): boolean {
		return this.found.length > 0;
	}
}
