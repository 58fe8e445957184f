import type { CrmClient, ListEntry, ListSource } from '../types';

/** What records of a kind move through. */
export interface Pipeline { id: string; label: string; stages: Array<{ id: string; label: string }> }

/** Lists of pipelines and stages; a stage is named with its pipeline while none is chosen. @param read those of one object */
export function pipelineLists(read: (client: CrmClient, objectId: string) => Promise<Pipeline[]>): Record<string, ListSource> {
	const entry = ({ id, label }: { id: string; label: string }): ListEntry => ({ name: label, value: id });
	return {
		pipeline: async (client, { objectId }) => ({ entries: (await read(client, objectId)).map(entry), next: null }),
		stage: async (client, { objectId, parent }) => {
			const chosen = (await read(client, objectId)).filter(({ id }) => !parent || id === parent);
			const labelled = (pipeline: string, stage: string) => (chosen.length > 1 ? `${pipeline}: ${stage}` : stage);
			const entries = chosen.flatMap(({ label, stages }) =>
				stages.map((stage) => entry({ ...stage, label: labelled(label, stage.label) })));
			return { entries, next: null };
		},
	};
}
