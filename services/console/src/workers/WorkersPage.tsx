import { useQuery } from '@tanstack/react-query';
import { listOrders } from '../api/orders.ts';
import { listWorkers } from '../api/workers.ts';
import { hrefOf } from '../app/route.ts';
import { Loaded } from '../parts/Loaded.tsx';
import { Step } from '../parts/Step.tsx';
import { sayCode } from '../say/words.ts';
import { OrderView } from './OrderView.tsx';

export function WorkersPage() {
  const workers = useQuery({ queryKey: ['workers'], queryFn: listWorkers });
  const orders = useQuery({ queryKey: ['orders'], queryFn: listOrders });
  return (
    <>
      <h1>Workers</h1>
      <Loaded query={workers}>
        {(list) => (
          <div className="scroll">
            <table>
              <caption className="sr">Registered workers</caption>
              <thead>
                <tr>
                  <th scope="col">Worker</th>
                  <th scope="col">Domain</th>
                  <th scope="col">Status</th>
                  <th scope="col">Stage</th>
                  <th scope="col">Purpose</th>
                </tr>
              </thead>
              <tbody>
                {list.workers.map((row) => (
                  <tr key={row.worker}>
                    <td>
                      <a href={hrefOf('workers', row.worker)}>{row.worker}</a>
                    </td>
                    <td>{sayCode(row.domain)}</td>
                    <td>
                      <Step
                        step={
                          row.pausedBy === null
                            ? row.status
                            : row.pausedBy.kind === 'kill'
                              ? 'kill'
                              : 'paused'
                        }
                      />
                    </td>
                    <td>{sayCode(row.stage)}</td>
                    <td className="wide">{row.purpose}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Loaded>
      <h2>Control orders</h2>
      <Loaded query={orders}>
        {(list) =>
          list.orders.length === 0 ? (
            <p className="quiet">No order was given yet.</p>
          ) : (
            list.orders.map((order) => <OrderView key={order.order} order={order} />)
          )
        }
      </Loaded>
    </>
  );
}
